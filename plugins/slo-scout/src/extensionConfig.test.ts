import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import type {
  EntitySloScoutCard,
  SloScoutContent,
  SloScoutPage,
  SloScoutSloPicker,
} from '.';
import sloScoutPlugin from './alpha';
import { payments } from './__testUtils__/fixtures';
import { OverviewCard } from './components/OverviewCard';
import { SloScoutPage as Page } from './components/OrganisationPage';
import { SloScoutContent as Content } from './components/SloScoutContent';

const website = { ...payments, spec: { ...payments.spec, type: 'website' } };
const SERVICES = { kind: 'component', 'spec.type': 'service' };

/**
 * What a legacy app sets, it sets around the extension: path, title and condition.
 * A property of an extension itself would need a twin in the extension's config:
 * whoever adds one is stopped here, by the compiler or by the count.
 */
it('has no property of a legacy extension that would need a twin', () => {
  const properties: [
    ...Parameters<typeof SloScoutContent>,
    ...Parameters<typeof SloScoutPage>,
    ...Parameters<typeof EntitySloScoutCard>,
    ...Parameters<typeof SloScoutSloPicker>,
  ] = [];
  expect(properties).toEqual([]);
  expect([Content, Page, OverviewCard].map(view => view.length)).toEqual([
    0, 0, 0,
  ]);
});

it('takes path, title, group and filter of the tab from the config', () => {
  const tab = createExtensionTester(
    sloScoutPlugin.getExtension('entity-content:slo-scout'),
    {
      config: {
        path: '/reliability',
        title: 'SLOs',
        group: 'operation',
        filter: SERVICES,
      },
    },
  );
  expect(tab.get(coreExtensionData.routePath)).toBe('/reliability');
  expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('SLOs');
  expect(tab.get(EntityContentBlueprint.dataRefs.group)).toBe('operation');
  const filter = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
  expect([payments, website].map(entity => filter?.(entity))).toEqual([
    true,
    false,
  ]);
});

it('takes type and filter of the card from the config', () => {
  const card = createExtensionTester(
    sloScoutPlugin.getExtension('entity-card:slo-scout'),
    { config: { type: 'content', filter: SERVICES } },
  );
  expect(card.get(EntityCardBlueprint.dataRefs.type)).toBe('content');
  const filter = card.get(EntityCardBlueprint.dataRefs.filterFunction);
  expect([payments, website].map(entity => filter?.(entity))).toEqual([
    true,
    false,
  ]);
});

it('takes path and title of the page from the config', () => {
  const page = createExtensionTester(
    sloScoutPlugin.getExtension('page:slo-scout'),
    { config: { path: '/reliability', title: 'Reliability' } },
  );
  expect(page.get(coreExtensionData.routePath)).toBe('/reliability');
  expect(page.get(coreExtensionData.title)).toBe('Reliability');
});
