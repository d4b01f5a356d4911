export interface Config {
  auth?: {
    providers?: {
      /**
       * Lets everybody who reaches the portal be any user of its catalog, without
       * a password. For demos only; without this section there is no such provider.
       */
      demo?: {
        /** People shown on the sign-in page. */
        users?: Array<{
          /**
           * Name of the catalog user.
           * @visibility frontend
           */
          name: string;
          /**
           * Shown above the name. Default: the name.
           * @visibility frontend
           */
          title?: string;
          /**
           * What this person may do, in one sentence.
           * @visibility frontend
           */
          description?: string;
        }>;
      };
    };
  };
}
