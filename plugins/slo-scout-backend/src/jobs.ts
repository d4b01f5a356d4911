import {
  type LoggerService,
  type SchedulerService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { type Config, readDurationFromConfig } from '@backstage/config';
import type { EventsService } from '@backstage/plugin-events-node';
import type { GenerationService } from './artifacts/GenerationService';
import type { DeploymentFollower } from './gitops/DeploymentFollower';
import type { Reconciler } from './gitops/Reconciler';
import type { OverrideService } from './governance/OverrideService';
import { HOST_TOPICS, hintOf } from './gitops/hostEvents';
import type { SloMeasurer } from './measurements/SloMeasurer';
import type { MeasurementOptions } from './measurements/readMeasurementOptions';
import type { StandingRefresher } from './overview/StandingRefresher';
import type { LiveWatcher } from './gitops/live/LiveWatcher';
import type { AnnotatedDocuments } from './slos/sources/AnnotatedDocuments';

/** Longer than any generation takes: what still runs then was abandoned. */
const ABANDONED_MS = 15 * 60_000;

/** What happens without anybody asking for it. */
export async function scheduleJobs(parts: {
  scheduler: SchedulerService;
  config: Config;
  events: EventsService;
  logger: LoggerService;
  documents: AnnotatedDocuments;
  follower: DeploymentFollower;
  reconciler: Reconciler;
  watcher: LiveWatcher;
  measurer: SloMeasurer;
  measuring: MeasurementOptions;
  standings: StandingRefresher;
  generations: GenerationService;
  overrides: OverrideService;
}): Promise<void> {
  const { scheduler, config, events, logger, documents, follower } = parts;
  await scheduler.scheduleTask({
    id: 'read-slo-documents',
    ...documentSchedule(config),
    fn: signal => documents.readAll(signal),
  });
  await scheduler.scheduleTask({
    id: 'reconcile-deployments',
    frequency: { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 20 },
    fn: signal => parts.reconciler.reconcile(signal),
  });
  await scheduler.scheduleTask({
    id: 'watch-deployed',
    ...watchSchedule(config),
    fn: signal => parts.watcher.watch(signal),
  });
  if (parts.measuring.enabled) {
    await scheduler.scheduleTask({
      id: 'measure-slos',
      frequency: parts.measuring.frequency,
      timeout: { milliseconds: parts.measuring.deadlineMs + 60_000 },
      initialDelay: { seconds: 30 },
      fn: async signal => {
        try {
          await parts.measurer.measure(signal);
        } finally {
          // What cannot be measured gets older, and that is to be seen too.
          await parts.standings.refresh(signal);
        }
      },
    });
  }
  await scheduler.scheduleTask({
    id: 'close-abandoned-generations',
    frequency: { minutes: 5 },
    timeout: { minutes: 1 },
    fn: async () => {
      await parts.generations.closeAbandoned(
        new Date(Date.now() - ABANDONED_MS),
      );
    },
  });
  await scheduler.scheduleTask({
    id: 'expire-overrides',
    frequency: { minutes: 5 },
    timeout: { minutes: 1 },
    fn: () => parts.overrides.expireOverdue(),
  });
  await events.subscribe({
    id: 'git-hosts',
    topics: HOST_TOPICS,
    onEvent: async ({ topic, eventPayload }) => {
      const hint = hintOf(topic, eventPayload);
      if (!hint) logger.debug(`An event of ${topic} named nothing of ours`);
      else if (hint.kind === 'push') await follower.pushed(hint);
      else await follower.hinted(hint.repo, hint.number);
    },
  });
}

function watchSchedule(
  config: Config,
): Pick<
  SchedulerServiceTaskScheduleDefinition,
  'frequency' | 'timeout' | 'initialDelay'
> {
  const key = 'sloScout.watch.frequency';
  return {
    frequency: config.has(key)
      ? readDurationFromConfig(config, { key })
      : { minutes: 1 },
    timeout: { minutes: 10 },
    initialDelay: { seconds: 10 },
  };
}

function documentSchedule(
  config: Config,
): Pick<
  SchedulerServiceTaskScheduleDefinition,
  'frequency' | 'timeout' | 'initialDelay'
> {
  const key = 'sloScout.documents.frequency';
  return {
    frequency: config.has(key)
      ? readDurationFromConfig(config, { key })
      : { minutes: 10 },
    timeout: { minutes: 5 },
    // The catalog needs a moment to read the entities first.
    initialDelay: { seconds: 3 },
  };
}
