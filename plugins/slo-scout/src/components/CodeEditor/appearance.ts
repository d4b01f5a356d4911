import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Theme } from '@material-ui/core/styles';

/** Each has a contrast of at least 4.5:1 on the paper of its theme, and on the active line. */
export const COLORS = {
  light: {
    key: '#0b5cad',
    text: '#1f6b32',
    number: '#8a4600',
    function: '#6a3ab2',
    comment: '#5f6b7a',
    operator: '#9d1f4f',
    invalid: '#b3261e',
  },
  dark: {
    key: '#7fc1ff',
    text: '#9fd8a4',
    number: '#f2b880',
    function: '#cdb1ff',
    comment: '#b4bfca',
    operator: '#ff9dbf',
    invalid: '#ffa8a0',
  },
};

// Darker in the dark as well: lighter, it would come close to the text. Both let
// the selection behind them through.
export const ACTIVE_LINE = {
  light: 'rgba(0, 0, 0, 0.04)',
  dark: 'rgba(0, 0, 0, 0.24)',
};

/** Editor colours that follow the theme of the portal. */
export function appearance(theme: Theme): Extension {
  const dark = theme.palette.type === 'dark';
  const color = dark ? COLORS.dark : COLORS.light;
  const style = HighlightStyle.define([
    {
      tag: [
        tags.propertyName,
        tags.labelName,
        tags.definition(tags.propertyName),
      ],
      color: color.key,
    },
    {
      tag: [tags.string, tags.content, tags.attributeValue],
      color: color.text,
    },
    {
      tag: [tags.number, tags.bool, tags.null, tags.literal],
      color: color.number,
    },
    {
      tag: [tags.function(tags.variableName), tags.keyword, tags.modifier],
      color: color.function,
    },
    {
      tag: [
        tags.operator,
        tags.arithmeticOperator,
        tags.compareOperator,
        tags.operatorKeyword,
      ],
      color: color.operator,
    },
    { tag: tags.comment, color: color.comment, fontStyle: 'italic' },
    { tag: tags.invalid, color: color.invalid },
  ]);
  return [
    syntaxHighlighting(style),
    EditorView.theme(
      {
        '&': {
          color: theme.palette.text.primary,
          backgroundColor: theme.palette.background.paper,
          border: `1px solid ${theme.palette.divider}`,
          borderRadius: `${theme.shape.borderRadius}px`,
          fontSize: '13px',
        },
        '&.cm-focused': {
          outline: `2px solid ${theme.palette.primary.main}`,
          outlineOffset: '1px',
        },
        '.cm-content': { caretColor: theme.palette.text.primary },
        '.cm-cursor': { borderLeftColor: theme.palette.text.primary },
        '.cm-gutters': {
          backgroundColor: theme.palette.background.default,
          color: theme.palette.text.secondary,
          border: 'none',
        },
        '.cm-activeLine, .cm-activeLineGutter': {
          backgroundColor: dark ? ACTIVE_LINE.dark : ACTIVE_LINE.light,
        },
        '.cm-scroller': {
          fontFamily: 'ui-monospace, SFMono-Regular, Menlo, monospace',
          lineHeight: '1.55',
        },
        '.cm-tooltip, .cm-panels': {
          backgroundColor: theme.palette.background.paper,
          color: theme.palette.text.primary,
        },
      },
      { dark },
    ),
  ];
}
