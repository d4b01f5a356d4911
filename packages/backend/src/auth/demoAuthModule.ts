import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { demoProfile, demoAuthenticator, demoSignIn } from './demoProvider';

/** Registers the provider `demo` where it is configured, and nothing elsewhere. */
export const demoAuthModule = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        if (!config.has('auth.providers.demo')) {
          return;
        }
        logger.warn(
          'auth.providers.demo is configured: whoever reaches this portal may be any user of its catalog.',
        );
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: demoAuthenticator,
            profileTransform: demoProfile,
            signInResolver: demoSignIn,
          }),
        });
      },
    });
  },
});
