import type { Mapping } from '../Mapping';
import type { SlothContext } from './readService';
import type { SlothAlert, SlothSlo } from './shape';

const NOT_THEIRS =
  'SLO Scout names its alerts by the SLO and says in their labels whom they concern; what is to be added to all of them is set in app-config.yaml.';

/** Names what Sloth would have made of its alerts. */
export function nameAlerting(
  slo: Mapping<SlothSlo>,
  { findings, words }: SlothContext,
) {
  const alerting = slo.child('alerting')?.because(NOT_THEIRS);
  const tiers = {
    page: alerting?.child(words.pageAlert),
    ticket: alerting?.child(words.ticketAlert),
  };
  for (const [tier, alert] of Object.entries(tiers)) {
    if (!alert) continue;
    alert.because(NOT_THEIRS);
    if (!alert.has('disable')) continue;
    findings.warn(alert.at('disable'), ofDisabled(alert, tier));
  }
}

function ofDisabled(alert: Mapping<SlothAlert>, tier: string): string {
  return alert.take('disable')
    ? `Not used. SLO Scout makes the ${tier} alerts too. Give the SLO the severity low, and route that where nobody is woken.`
    : `Not used. The ${tier} alerts are made in any case.`;
}
