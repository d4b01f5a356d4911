import {
  DEFAULT_NAMESPACE,
  KubernetesValidatorFunctions,
  type Entity,
  type UserEntity,
} from '@backstage/catalog-model';
import { AuthenticationError, isError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  type AuthResolverContext,
  type ProfileTransform,
  type SignInResolver,
} from '@backstage/plugin-auth-node';

/** Header that says who the caller wants to be. */
export const DEMO_USER_HEADER = 'x-demo-user';

/** Who the caller wants to be: a name that could be a catalog user's. */
export interface DemoResult {
  name: string;
}

export const demoProfile: ProfileTransform<DemoResult> = async (
  result,
  context,
) => {
  const entity = await findDemoUser(result, context);
  const profile = (entity as UserEntity).spec.profile;
  return {
    profile: {
      displayName: profile?.displayName ?? result.name,
      email: profile?.email,
      picture: profile?.picture,
    },
  };
};

export const demoAuthenticator = createProxyAuthenticator({
  defaultProfileTransform: demoProfile,
  initialize() {},
  async authenticate({ req }) {
    const name = req.header(DEMO_USER_HEADER);
    if (!name) {
      throw new AuthenticationError(
        `Say who you are with the header ${DEMO_USER_HEADER}, for example "${DEMO_USER_HEADER}: sre"`,
      );
    }
    if (!KubernetesValidatorFunctions.isValidObjectName(name)) {
      throw new AuthenticationError(
        `The header ${DEMO_USER_HEADER} must be the plain name of a catalog user`,
      );
    }
    return { result: { name } };
  },
});

/** The catalog user of that name, with the groups of the user as ownership. */
export const demoSignIn: SignInResolver<DemoResult> = async (
  { result },
  context,
) => {
  await findDemoUser(result, context);
  return context.signInWithCatalogUser({ entityRef: toUserRef(result) });
};

function toUserRef({ name }: DemoResult) {
  return { kind: 'User', namespace: DEFAULT_NAMESPACE, name };
}

async function findDemoUser(
  result: DemoResult,
  context: AuthResolverContext,
): Promise<Entity> {
  try {
    const { entity } = await context.findCatalogUser({
      entityRef: toUserRef(result),
    });
    return entity;
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      throw new AuthenticationError(
        `The catalog has no user "${result.name}". Just after a start it may not have been read yet.`,
      );
    }
    throw error;
  }
}
