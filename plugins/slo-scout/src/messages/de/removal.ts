import type { removalMessages } from '../removal';
import type { TranslationOf } from '../TranslationOf';

export const removal: TranslationOf<typeof removalMessages> = {
  removal: {
    notice_one:
      'In {{environment}} ist kein SLO dieses Dienstes in Kraft, aber {{count}} Datei ist noch ausgerollt: Ihre Regeln gelten weiter.',
    notice_other:
      'In {{environment}} ist kein SLO dieses Dienstes in Kraft, aber {{count}} Dateien sind noch ausgerollt: Ihre Regeln gelten weiter.',
    underWay:
      'Ein Pull Request dieses Dienstes ist unterwegs. Führen Sie ihn zuerst zusammen, oder schließen Sie ihn.',
    open: 'Dateien entfernen …',
    title: 'Die Dateien in {{environment}} entfernen?',
    explain_one:
      'Ein Pull Request wird geöffnet, der {{count}} Datei aus {{branch}} von {{repo}} entfernt und sonst nichts ändert. Nichts geschieht, bevor ihn jemand zusammenführt, und er lässt sich zurückrollen.',
    explain_other:
      'Ein Pull Request wird geöffnet, der {{count}} Dateien aus {{branch}} von {{repo}} entfernt und sonst nichts ändert. Nichts geschieht, bevor ihn jemand zusammenführt, und er lässt sich zurückrollen.',
    files: 'Dateien, die entfernt werden',
    alerts: 'Alarme, die verschwinden',
    alertsExplain_one: '{{count}} Alarm meldet niemandem mehr etwas:',
    alertsExplain_other: 'Diese {{count}} Alarme melden niemandem mehr etwas:',
    noAlerts: 'Kein Alarm verschwindet: Die Dateien haben keine.',
    approval: 'Freigegeben durch das Stilllegen der SLOs',
    retired: '{{name}}, stillgelegt von {{person}}',
    confirm_one: '{{count}} Datei entfernen',
    confirm_other: '{{count}} Dateien entfernen',
    opening: 'Der Pull Request wird geöffnet …',
    opened: 'Pull Request #{{number}} ist offen.',
    failed: 'Der Pull Request konnte nicht geöffnet werden',
    refused: 'Der Policy Guard hat das Entfernen abgelehnt',
    loadFailed: 'Ob Dateien entfernt werden können, ist nicht bekannt',
    removed_one: '{{count}} Datei entfernt',
    removed_other: '{{count}} Dateien entfernt',
    live: 'Vom Branch verschwunden, und keine Regel davon ist mehr geladen.',
    drifted:
      'Entfernte Dateien sind wieder auf dem Branch oder wieder geladen.',
    reverted:
      'Das Entfernen wurde rückgängig gemacht: Die Dateien sind wieder auf dem Branch.',
    deployed:
      'Zusammengeführt. Es wird gewartet, bis nichts mehr davon geladen ist; diese Seite folgt von selbst.',
    check: {
      as_approved: 'verschwunden',
      different: 'noch da',
    },
  },
};
