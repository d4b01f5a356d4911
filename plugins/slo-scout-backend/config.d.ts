import { HumanDuration } from '@backstage/types';

/** What a policy says; what it leaves out others say, or the defaults. */
interface PolicySettings {
  invariants?: {
    [invariant: string]: {
      mode?: 'block' | 'warn';
      limit?: number | boolean;
    };
  };
  /** Invariants in CEL over the facts of the guard. */
  conditions?: Array<{
    id: string;
    /** True where the condition holds. */
    expression: string;
    /** For whoever is refused. */
    message: string;
    mode: 'block' | 'warn';
    /** Who may permit a violation. Default: nobody. */
    requiredOverride?:
      | 'senior_sre_approval'
      | 'vp_engineering_approval'
      | 'budget_owner_approval';
  }>;
  overrides?: {
    /** Longest validity of an override. Default: 24. */
    maxHours?: number;
    /** Shortest reason, characters. Default: 20. */
    minReasonLength?: number;
  };
}

export interface Config {
  /** SLO Scout: from approved SLOs to a merged pull request. */
  sloScout?: {
    /** Environment used where a request names none. Default: the first target's. */
    defaultEnvironment?: string;

    /**
     * Path of the tab below an entity's page, as the app has it. Notifications,
     * pull requests, alerts and runbooks link there. Default: /slo-scout.
     */
    tabPath?: string;

    /** Instances that speak Prometheus' HTTP API, one for each environment at least. */
    prometheus?: Array<{
      name: string;
      url: string;
      /** Environments that this instance measures. Empty: all. */
      environments?: string[];
      /**
       * What answers there. `thanos` asks for complete answers without downsampling,
       * `victoriametrics` for answers without its cache. Default: prometheus.
       */
      kind?: 'prometheus' | 'thanos' | 'mimir' | 'victoriametrics';
      /** Parameters of every query, beside those of the kind. */
      params?: { [name: string]: string };
      /** Headers of every request, for example a tenant. @deepVisibility secret */
      headers?: { [name: string]: string };
      basicAuth?: {
        username: string;
        /** @visibility secret */
        password: string;
      };
      /** @visibility secret */
      bearerToken?: string;
      tls?: {
        /** Path of a PEM file with the certificate authority. */
        caFile?: string;
        /** Path of a PEM file with the client certificate. */
        certFile?: string;
        /** Path of a PEM file with the client's key. */
        keyFile?: string;
      };
    }>;

    /** Repositories that pull requests may be opened on. Nothing else is ever written to. */
    targets?: Array<{
      name: string;
      environment: string;
      /**
       * `github`, `gitlab`, or the id of a module's provider. Default: the one that
       * serves the host.
       */
      provider?: string;
      /** Host of the entry in `integrations` that has the credentials, or of a module's provider. */
      host: string;
      /** `owner/name`, or the project's path on GitLab. */
      repo: string;
      /** Default: main. */
      branch?: string;
      /** Prefix of every path inside the repository. Default: the root. */
      directory?: string;
      /** Labels of the pull requests. */
      labels?: string[];
      /**
       * Paths below `directory`, with `{service}`, `{slo}` and `{alert}`. Parts
       * that are not named stand where they do by default.
       */
      layout?: {
        /** Default: prometheus/rules/recording/{service}_slis.yaml. */
        recordingRules?: string;
        /** Default: prometheus/rules/alerting/{service}_slos.yaml. */
        alertRules?: string;
        /** Default: alertmanager/inhibit_rules/{service}.yaml. */
        inhibitRules?: string;
        /** Default: grafana/dashboards/{service}.json, or .yaml inside an object. */
        dashboards?: string;
        /** Default: runbooks/{service}_{slo}.yaml. */
        runbooks?: string;
        /** Default: runbooks/{service}_{slo}.md. */
        runbookPages?: string;
        /** Default: prometheus/tests/{service}_{slo}_{alert}.yaml. */
        ruleTests?: string;
      };
      /** What rules and dashboards are wrapped into. Default: nothing. */
      format?: {
        /** Default: prometheus, plain rule files. */
        rules?: 'prometheus' | 'prometheusOperator';
        /** Default: json. */
        dashboard?: 'json' | 'configMap' | 'grafanaOperator';
        /** Namespace of the Kubernetes objects. Default: whoever applies them says. */
        namespace?: string;
        /** Labels of the Kubernetes objects. */
        labels?: { [name: string]: string };
        /** Labels of the Grafana that shows the dashboards of `grafanaOperator`. */
        instanceSelector?: { [name: string]: string };
      };
      /** As `sloScout.pullRequests`, over it. */
      pullRequests?: {
        draft?: boolean;
        signOff?: boolean;
        reviewers?: 'codeowners' | 'owner' | 'none';
        template?: string;
      };
      /** Whose CI runs the rule tests in the repository. Default: no CI file is written. */
      ci?: 'github' | 'gitlab';
      /** As `sloScout.rules`, over it. */
      rules?: {
        labels?: { [name: string]: string };
        annotations?: { [name: string]: string };
        severities?: {
          critical?: string;
          high?: string;
          medium?: string;
          low?: string;
        };
      };
    }>;

    pullRequests?: {
      /** Opened as drafts. Default: false. */
      draft?: boolean;
      /** Commits have a `Signed-off-by` trailer. Default: false. */
      signOff?: boolean;
      /**
       * Who is asked for a review: whom CODEOWNERS of the repository names, and the
       * owner of the service where it names nobody; the owner only; or nobody.
       * Default: codeowners.
       */
      reviewers?: 'codeowners' | 'owner' | 'none';
      /** Path of a Mustache template of their bodies. */
      template?: string;
    };

    rules?: {
      /** Labels of every rule. */
      labels?: { [name: string]: string };
      /** Annotations of every alert. */
      annotations?: { [name: string]: string };
      /** Values of the label `severity`. Default: the SLO's own words. */
      severities?: {
        critical?: string;
        high?: string;
        medium?: string;
        low?: string;
      };
      /**
       * Most series that the queries of an SLO with `accuracy: exact` may read;
       * above it generation is refused. Default: 1000.
       */
      exactMaxSeries?: number;
    };

    promtool?: {
      /** Default: promtool on the PATH. */
      path?: string;
      /** Default: 20 seconds. */
      timeout?: HumanDuration | string;
    };

    amtool?: {
      /** Default: amtool on the PATH. */
      path?: string;
      /** For one run. Default: 20 seconds. */
      timeout?: HumanDuration | string;
    };

    alertmanager?: {
      /** Alertmanager's configuration file: its routes say who gets which alert. */
      configFile?: string;
      /** Whether an alert that no route matches fails validation. Default: false. */
      requireRoute?: boolean;
    };

    ruleTests?: {
      /** For all rule tests of a generation together. Default: 60 seconds. */
      timeout?: HumanDuration | string;
    };

    dryRun?: {
      /** How far back alerts are replayed. Default: 30 days. */
      range?: HumanDuration | string;
      /**
       * `exact` evaluates at every tick of the rule groups, `fast` every `step`.
       * Default: exact for what is stored, fast for `validation_only`.
       */
      mode?: 'exact' | 'fast';
      /** Distance between evaluations in the fast mode. Default: 5 minutes. */
      step?: HumanDuration | string;
      /** Of nights and weekends, for example Europe/Berlin. Default: UTC. */
      timeZone?: string;
      /** After this the answer is inconclusive. Default: 60 seconds. */
      deadline?: HumanDuration | string;
    };

    runbook?: {
      /** Path of the YAML template of runbooks. Default: the one that comes with the plugin. */
      template?: string;
      /** Path of the Mustache template of their pages for people. */
      pageTemplate?: string;
      /** What the team does once an error budget is used up, as the runbooks say it. */
      budgetPolicy?: string;
    };

    evidence?: {
      /** Address of a trace for people, with `{trace_id}`. */
      traceUrl?: string;
      /** Address of a capsule for people, with `{capsule_id}`. */
      capsuleUrl?: string;
    };

    grafana?: {
      /** Address of Grafana for people; dashboards are linked below it. */
      url: string;
      /** For asking Grafana: whether dashboards have arrived, and for marks of deployments. */
      api?: {
        /** Where the portal reaches Grafana. Default: `url`. */
        url?: string;
        /**
         * Of a service account that reads dashboards and writes annotations.
         * @visibility secret
         */
        token: string;
      };
    };

    /** Groups whose members hold a role, as entity refs. */
    roles?: {
      /** May approve SLOs and artifacts. Nobody where empty. */
      approver?: string[];
      seniorSre?: string[];
      vpEngineering?: string[];
      budgetOwner?: string[];
      /** May edit policies. Nobody where empty. */
      policyEditor?: string[];
    };

    policy?: {
      /** PromQL for the request rate of everything, and the template for one service. */
      traffic?: {
        /** Default: the rate of `http_requests_total`, mean of 7 d. */
        totalQuery?: string;
        /** Metric whose rate is a service's traffic. Default: http_requests_total. */
        metric?: string;
      };
      /** How the blast radius is measured. */
      blastRadius?: {
        /** Labels that name a series' service. Default: service. */
        serviceLabels?: string[];
        /** Labels that name a series' route. Default: route, handler, path. */
        routeLabels?: string[];
        /** Values of the label `severity` of alerts that page. Default: critical, high. */
        pagingSeverities?: string[];
        /** After this what is not measured is unknown. Default: 10 seconds. */
        deadline?: HumanDuration | string;
      };
      /** Whether authors of a bundle are kept from approving it. Default: false. */
      separationOfDuties?: boolean;
      /** Policy of everything. Of several that apply the strictest setting wins. */
      global?: PolicySettings;
      /** Policy of each environment; `default` stands in for those not named here. */
      environments?: { [environment: string]: PolicySettings };
      /** Policy of each system, by its entity ref. */
      systems?: { [system: string]: PolicySettings };
      /** Policy of each entity, by its ref. */
      entities?: { [entity: string]: PolicySettings };
      /** Prices for what the rules write and read; without it the cost is unpriced. */
      priceList?: {
        name: string;
        /** Date of the price list, ISO 8601. */
        date: string;
        /** USD for a million samples written. */
        usdPerMillionSamples: number;
        /** USD for a million samples read. Default: reading costs nothing. */
        usdPerMillionQuerySamples?: number;
      };
    };

    documents?: {
      /** How often annotated files are read again. Default: 10 minutes. */
      frequency?: HumanDuration | string;
    };

    measurements?: {
      /** Whether SLOs in force are measured. Default: true. */
      enabled?: boolean;
      /** Default: 5 minutes. */
      frequency?: HumanDuration | string;
      /** For one run; the next goes on. Default: 4 minutes. */
      deadline?: HumanDuration | string;
      /** How long single measurements are kept; sums of days stay. Default: 400 days. */
      retention?: HumanDuration | string;
      /** Whether TimescaleDB is used where its extension is present. Default: auto. */
      timescale?: 'auto' | 'off';
      /** TimescaleDB: age at which measurements are compressed. Default: 14 days. */
      compressAfter?: HumanDuration | string;
    };

    watch?: {
      /** How often the branch and Prometheus are looked at for what is deployed. Default: 1 minute. */
      frequency?: HumanDuration | string;
    };

    webhooks?: {
      deployment?: {
        /**
         * Shared secret of `POST /v1/webhooks/deployment`. Without it every call is refused.
         * @visibility secret
         */
        secret?: string;
      };
    };
  };
}
