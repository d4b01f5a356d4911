import { useState } from 'react';
import { EmptyState, ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { readDemoUsers } from './demoUsers';
import { DemoUserList } from './DemoUserList';
import { forgetOnSignOut, rememberedUser } from './rememberedUser';
import { SignInFailed } from './SignInFailed';

export const DemoSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const users = readDemoUsers(useApi(configApiRef));
  const [chosen, setChosen] = useState(rememberedUser.get);

  if (!users) {
    return (
      <EmptyState
        missing="content"
        title="Nobody can sign in here"
        description="This portal has no auth provider. For a demo, add auth.providers.demo to app-config.yaml; for real people, one of Backstage's auth providers and its sign-in page."
      />
    );
  }
  if (!chosen) {
    return <DemoUserList users={users} onChoose={setChosen} />;
  }
  return (
    <ProxiedSignInPage
      provider="demo"
      headers={{ 'x-demo-user': chosen }}
      onSignInSuccess={identity => {
        rememberedUser.set(chosen);
        onSignInSuccess(forgetOnSignOut(identity));
      }}
      ErrorComponent={({ error }) => (
        <SignInFailed
          name={chosen}
          error={error}
          onBack={() => {
            rememberedUser.forget();
            setChosen(undefined);
          }}
        />
      )}
    />
  );
};
