import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** A catalog user whom anybody may sign in as, where the demo provider is configured. */
export interface DemoUser {
  name: string;
  title: string;
  description: string;
}

/** Who may be chosen; undefined where no demo provider is configured. */
export function readDemoUsers(config: ConfigApi): DemoUser[] | undefined {
  return config
    .getOptionalConfigArray('auth.providers.demo.users')
    ?.map(user => ({
      name: user.getString('name'),
      title: user.getOptionalString('title') ?? user.getString('name'),
      description: user.getOptionalString('description') ?? '',
    }));
}
