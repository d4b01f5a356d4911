import { Fragment } from 'react';
import type { DependencyHop } from '@slo-scout/backstage-plugin-slo-scout-common';
import { useText } from '../../hooks/useText';

/** The relations that lead to a dependency, in order. */
export function HopPath({ via }: { via: DependencyHop[] }) {
  const t = useText();
  return (
    <>
      {via.map((hop, index) => (
        <Fragment key={hop.entity_ref}>
          {index > 0 && ' → '}
          {t(`slos.feasibility.relation.${hop.relation}`)} {hop.entity_ref}
        </Fragment>
      ))}
    </>
  );
}
