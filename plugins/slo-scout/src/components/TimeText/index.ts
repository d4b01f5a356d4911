export { TextWithTimes } from './TextWithTimes';
export { TimeAxis } from './TimeAxis';
export { TimeText } from './TimeText';
