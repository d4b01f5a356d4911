/** An objective as a dashed line, and an indicator that keeps crossing it. */
export const Logo = ({ size }: { size: number }) => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <path
      d="M5 12h22"
      fill="none"
      stroke="#ffb454"
      strokeWidth="2"
      strokeDasharray="3 2"
    />
    <path
      d="M5 24l6-4 4 2 5-13 3 8 4-3"
      fill="none"
      stroke="#3cc9a3"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
