export { DashboardPreview as default } from './DashboardPreview';
