export { ChartPanel, PANEL_WIDTH, type PanelLabel } from './ChartPanel';
export { Level, ValueLine } from './marks';
