import type { Metadata } from '../readMetadata';

/** The shape that `schemas/sloth-prometheus-v1.schema.json` has checked. */
export interface SlothDocument extends SlothService {
  version: string;
}

/**
 * The shape that `schemas/sloth-prometheusservicelevel-v1.schema.json` has
 * checked: the same thing as an object of Kubernetes, in camel case.
 */
export interface SlothResource {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
  spec: SlothService;
  status?: object;
}

export interface SlothService {
  service: string;
  labels?: Record<string, unknown>;
  slos: SlothSlo[];
}

export interface SlothSlo {
  name: string;
  description?: string;
  objective: number;
  labels?: Record<string, unknown>;
  sli: SlothSli;
  alerting?: SlothAlerting;
}

export interface SlothSli {
  events?: {
    error_query?: string;
    total_query?: string;
    errorQuery?: string;
    totalQuery?: string;
  };
  raw?: { error_ratio_query?: string; errorRatioQuery?: string };
  plugin?: { id: string; options?: object };
}

export interface SlothAlerting {
  page_alert?: SlothAlert;
  ticket_alert?: SlothAlert;
  pageAlert?: SlothAlert;
  ticketAlert?: SlothAlert;
}

export interface SlothAlert {
  disable?: boolean;
}

/** What Sloth's two formats call by different names. */
export type SlothWords = typeof FILE_WORDS | typeof RESOURCE_WORDS;

export const FILE_WORDS = {
  errorQuery: 'error_query',
  totalQuery: 'total_query',
  errorRatioQuery: 'error_ratio_query',
  pageAlert: 'page_alert',
  ticketAlert: 'ticket_alert',
} as const;

export const RESOURCE_WORDS = {
  errorQuery: 'errorQuery',
  totalQuery: 'totalQuery',
  errorRatioQuery: 'errorRatioQuery',
  pageAlert: 'pageAlert',
  ticketAlert: 'ticketAlert',
} as const;
