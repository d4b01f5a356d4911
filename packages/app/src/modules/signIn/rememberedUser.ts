import type { IdentityApi } from '@backstage/frontend-plugin-api';

const STORAGE_KEY = 'slo-scout.demo-user';

/** The user of this tab: a reload keeps the session, another tab may be somebody else. */
export const rememberedUser = {
  get: () => window.sessionStorage.getItem(STORAGE_KEY) ?? undefined,
  set: (name: string) => window.sessionStorage.setItem(STORAGE_KEY, name),
  forget: () => window.sessionStorage.removeItem(STORAGE_KEY),
};

/** The same identity, whose sign-out leads back to the list of users. */
export function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    signOut: async () => {
      rememberedUser.forget();
      await identity.signOut();
    },
  };
}
