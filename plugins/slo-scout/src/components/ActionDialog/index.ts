export { ActionDialog } from './ActionDialog';
export { CloseButton } from './CloseButton';
