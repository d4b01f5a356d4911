export { Card } from './Card';
export { Facts } from './Facts';
