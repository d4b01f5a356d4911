export { ErrorNotice } from './ErrorNotice';
export { LoadFailed, LoadingRows, LoadState } from './LoadState';
