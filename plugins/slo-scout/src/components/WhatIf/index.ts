export { LazyWhatIfDialog as WhatIfDialog } from './LazyWhatIfDialog';
