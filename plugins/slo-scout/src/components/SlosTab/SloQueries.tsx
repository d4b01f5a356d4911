import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import type { Sli } from '@slo-scout/backstage-plugin-slo-scout-common';
import { sliQueries } from '../../format/slo';
import { useText } from '../../hooks/useText';
import { CodeEditor } from '../CodeEditor';

/** The PromQL of an indicator. */
export function SloQueries({ sli }: { sli: Sli }) {
  const t = useText();
  return (
    <>
      {sliQueries(sli).map(({ role, query }) => (
        <Box key={role} mt={1}>
          <Typography variant="caption" color="textSecondary" component="div">
            {t(`slos.role.${role}`)}
          </Typography>
          <CodeEditor
            label={t(`slos.role.${role}`)}
            language="promql"
            maxHeight="240px"
            value={query}
          />
        </Box>
      ))}
    </>
  );
}
