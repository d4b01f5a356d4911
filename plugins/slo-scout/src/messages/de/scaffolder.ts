import type { scaffolderMessages } from '../scaffolder';
import type { TranslationOf } from '../TranslationOf';

export const scaffolder: TranslationOf<typeof scaffolderMessages> = {
  sloPicker: {
    label: 'SLOs',
    search: 'Nach Name oder Titel suchen',
    chooseEntity: 'Wählen Sie zuerst den Dienst: Dann stehen hier seine SLOs.',
    misconfigured:
      'Dieses Feld der Vorlage nennt keinen Dienst: Setzen Sie entityField oder entityRef in ui:options.',
    unreadable:
      '„{{text}}“ nennt keinen Dienst. Schreiben Sie ihn so: component:default/payments-api.',
    empty:
      '{{entity}} hat noch keine SLOs. Fügen Sie auf der Seite des Dienstes im Tab SLO Scout eines hinzu.',
    noneInForce:
      'Noch ist kein SLO von {{entity}} in Kraft: Jemand muss zuerst eines freigeben.',
    noMatch: 'Kein SLO passt.',
    loadFailed: 'Die SLOs von {{entity}} konnten nicht gelesen werden',
    gone: '{{names}} kann für {{entity}} nicht verwendet werden: Nehmen Sie es heraus, oder lassen Sie es freigeben.',
    dropped: 'Herausgenommen, da hier nicht in Kraft: {{names}}',
    why: {
      draft: 'Wartet auf Freigabe',
      retired: 'Ist außer Kraft',
    },
    hint: '{{objective}} über {{window}}',
  },
};
