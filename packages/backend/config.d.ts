export interface Config {
  /** `GET /metrics` in Prometheus' text format, on a port of its own and without credentials. */
  metrics?: {
    /** Default: 127.0.0.1. */
    host?: string;
    /** Default: 9464. 0 chooses a free port. */
    port?: number | string;
  };
}
