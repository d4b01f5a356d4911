import { PageWithHeader, Content } from '@backstage/core-components';
import { useText } from '../../hooks/useText';
import { OrganisationViews } from './OrganisationViews';

/** For apps on the legacy frontend system: a page draws its own header there. */
export function SloScoutPage() {
  const t = useText();
  return (
    <PageWithHeader
      themeId="tool"
      title={t('organisation.title')}
      subtitle={t('organisation.subtitle')}
    >
      <Content>
        <OrganisationViews />
      </Content>
    </PageWithHeader>
  );
}
