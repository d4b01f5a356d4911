export { PromqlField } from './PromqlField';
