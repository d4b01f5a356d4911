import { Content } from '@backstage/core-components';
import { OrganisationViews } from './OrganisationViews';

/** For apps on the new frontend system, which draw the header of a page. */
export function OrganisationPage() {
  return (
    <main>
      <Content>
        <OrganisationViews />
      </Content>
    </main>
  );
}
