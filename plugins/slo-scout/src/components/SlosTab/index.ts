export { SlosTab } from './SlosTab';
