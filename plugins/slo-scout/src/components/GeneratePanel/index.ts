export { GeneratePanel } from './GeneratePanel';
