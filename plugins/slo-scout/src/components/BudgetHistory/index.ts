export { BudgetHistory } from './BudgetHistory';
