export { DoneNotice, useDone, type Done } from './DoneNotice';
