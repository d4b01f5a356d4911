export { launchBrowser } from './launchBrowser';
