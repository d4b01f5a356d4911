/** The element that has the focus; null where a button took it away with itself. */
export function focused(): HTMLElement | null {
  const { activeElement, body } = document;
  return activeElement === body ? null : (activeElement as HTMLElement | null);
}
