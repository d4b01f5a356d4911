export { RemovalNotice } from './RemovalNotice';
export { RemovedFiles } from './RemovedFiles';
