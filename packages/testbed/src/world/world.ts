import {
  DEMO_INCIDENTS,
  Incident,
  IncidentSpec,
  placeIncidents,
} from './incidents';
import { RouteCounters, WorldSeries } from './routeCounters';
import { WORLD_SERVICES, WorldService } from './services';
import { SLOT_SECONDS } from './traffic';

/** @public */
export interface WorldOptions {
  /** The "now" from which incidents are counted back. */
  anchor: Date;
  /** How long before the anchor the counters began. Default: 30. */
  historyDays?: number;
  /** Default: {@link DEMO_INCIDENTS}. */
  incidents?: readonly IncidentSpec[];
}

/** A time series and its value. @public */
export interface WorldSample extends WorldSeries {
  value: number;
}

/**
 * The demo's services and what happened to them: a function of time and nothing
 * else, so that generated history and a live exporter continue each other.
 *
 * @public
 */
export class World {
  readonly services: readonly WorldService[] = WORLD_SERVICES;
  readonly incidents: readonly Incident[];
  readonly anchor: Date;
  /** When the counters began at zero. */
  readonly origin: Date;
  readonly #counters: Map<string, RouteCounters[]>;

  constructor(options: WorldOptions) {
    const { anchor, historyDays = 30, incidents = DEMO_INCIDENTS } = options;
    const slotMs = SLOT_SECONDS * 1000;
    const began = anchor.getTime() - historyDays * 86_400_000;
    const origin = Math.floor(began / slotMs) * slotMs;
    this.anchor = anchor;
    this.origin = new Date(origin);
    this.incidents = placeIncidents(incidents, anchor);
    this.#counters = new Map(
      this.services.map(service => [
        service.name,
        service.routes.map(
          route =>
            new RouteCounters(
              service,
              route,
              this.incidents.filter(
                incident =>
                  incident.service === service.name &&
                  incident.routes.includes(route.route),
              ),
              origin / 1000,
            ),
        ),
      ]),
    );
  }

  /** The incident of this name. */
  incident(name: string): Incident {
    const found = this.incidents.find(incident => incident.name === name);
    if (!found) {
      const names = this.incidents.map(incident => incident.name).join(', ');
      throw new Error(`No incident ${name}; there are: ${names}`);
    }
    return found;
  }

  /** The time series of one service, always in the same order. */
  seriesOf(service: string): WorldSeries[] {
    return this.#countersOf(service).flatMap(route => route.series);
  }

  /** Values of {@link World.seriesOf} at a time. */
  valuesAt(service: string, unixSeconds: number): number[] {
    return this.#countersOf(service).flatMap(route =>
      route.valuesAt(unixSeconds),
    );
  }

  /** What a scrape of one service finds at a time. */
  samplesAt(service: string, unixSeconds: number): WorldSample[] {
    const values = this.valuesAt(service, unixSeconds);
    return this.seriesOf(service).map((series, index) => ({
      ...series,
      value: values[index],
    }));
  }

  #countersOf(service: string): RouteCounters[] {
    const counters = this.#counters.get(service);
    if (!counters) {
      const names = [...this.#counters.keys()].join(', ');
      throw new Error(`No service ${service}; there are: ${names}`);
    }
    return counters;
  }
}
