import {
  makeFieldSchema,
  type FieldExtensionComponentProps,
} from '@backstage/plugin-scaffolder-react';

/** What the field gives to the template, and what a template may say of it. */
export const sloPickerSchema = makeFieldSchema({
  output: z => z.array(z.string()).describe('Names of SLOs in force'),
  uiOptions: z =>
    z.object({
      entityField: z
        .string()
        .optional()
        .describe('Parameter that holds the entity whose SLOs are offered'),
      entityRef: z
        .string()
        .optional()
        .describe('The entity, where the template is about one only'),
    }),
});

/**
 * Options of `SloScoutSloPicker` below `ui:options`. One of them names the entity.
 *
 * @public
 */
export type SloPickerOptions = {
  /** Parameter that holds the entity whose SLOs are offered. */
  entityField?: string;
  /** The entity, where the template is about one only. */
  entityRef?: string;
};

export type SloPickerProps = FieldExtensionComponentProps<
  string[],
  SloPickerOptions
>;
