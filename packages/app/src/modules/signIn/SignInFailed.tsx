import { ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Container from '@material-ui/core/Container';
import Typography from '@material-ui/core/Typography';

interface SignInFailedProps {
  name: string;
  error?: Error;
  onBack: () => void;
}

export const SignInFailed = ({ name, error, onBack }: SignInFailedProps) => (
  <Container maxWidth="md">
    <Typography variant="h5" component="h1" gutterBottom>
      Could not sign in as {name}
    </Typography>
    <Typography paragraph>
      People come from the catalog. Just after its start the portal may still be
      reading it: try again in a few seconds.
    </Typography>
    {error && <ResponseErrorPanel error={error} />}
    <Button variant="contained" color="primary" onClick={onBack}>
      Back to the list
    </Button>
  </Container>
);
