import { ConfigReader } from '@backstage/config';
import { PortalPages } from './PortalPages';

const pages = (tabPath?: string, baseUrl?: string) =>
  new PortalPages({
    config: new ConfigReader({
      ...(baseUrl ? { app: { baseUrl } } : {}),
      sloScout: tabPath === undefined ? {} : { tabPath },
    }),
  });
const PAYMENTS = 'component:default/payments-api';

it('finds the tab where the plugin puts it', () => {
  expect(pages().tab(PAYMENTS)).toBe(
    '/catalog/default/component/payments-api/slo-scout',
  );
});

it.each([
  ['/reliability', 'reliability'],
  ['reliability/slos/', 'reliability/slos'],
])('finds it at %s, where the app has it', (configured, path) => {
  const { tab, tabUrl } = {
    tab: pages(configured).tab(PAYMENTS),
    tabUrl: pages(configured, 'https://portal.example/x/').tabUrl(PAYMENTS),
  };
  expect(tab).toBe(`/catalog/default/component/payments-api/${path}`);
  expect(tabUrl).toBe(`https://portal.example/x${tab}`);
});

it('has no address for readers outside where nobody says where the portal is', () => {
  expect(pages().tabUrl(PAYMENTS)).toBeUndefined();
  expect(pages().entityUrl(PAYMENTS)).toBeUndefined();
  expect(
    pages(undefined, 'https://portal.example').entityUrl('Group:default/a b'),
  ).toBe('https://portal.example/catalog/default/group/a%20b');
});

it.each(['', '/', 'a b', '../admin', 'x?y', 'x#y', 'https://evil.example'])(
  'refuses %p',
  path => {
    expect(() => pages(path)).toThrow(/sloScout\.tabPath|Invalid type/);
  },
);
