import Card from '@material-ui/core/Card';
import CardActionArea from '@material-ui/core/CardActionArea';
import CardContent from '@material-ui/core/CardContent';
import Container from '@material-ui/core/Container';
import Grid from '@material-ui/core/Grid';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Logo } from '../../components/Logo';
import type { DemoUser } from './demoUsers';

const useStyles = makeStyles(theme => ({
  root: {
    minHeight: '100vh',
    paddingTop: theme.spacing(6),
    paddingBottom: theme.spacing(6),
  },
  heading: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
  intro: { marginBottom: theme.spacing(4) },
  list: { listStyle: 'none', paddingLeft: 0 },
  content: { display: 'block' },
  card: { height: '100%' },
  action: {
    height: '100%',
    display: 'flex',
    alignItems: 'flex-start',
    justifyContent: 'flex-start',
  },
}));

interface DemoUserCardProps {
  user: DemoUser;
  onChoose: (name: string) => void;
}

const DemoUserCard = ({ user, onChoose }: DemoUserCardProps) => {
  const classes = useStyles();
  const descriptionId = `demo-user-${user.name}`;
  return (
    <Card className={classes.card}>
      <CardActionArea
        className={classes.action}
        onClick={() => onChoose(user.name)}
        aria-label={`Sign in as ${user.name}`}
        aria-describedby={descriptionId}
      >
        <CardContent component="span" className={classes.content}>
          <Typography variant="h5" component="span" display="block">
            {user.title}
          </Typography>
          <Typography
            variant="caption"
            color="textSecondary"
            component="span"
            display="block"
            gutterBottom
          >
            user:default/{user.name}
          </Typography>
          <Typography
            id={descriptionId}
            variant="body1"
            component="span"
            display="block"
          >
            {user.description}
          </Typography>
        </CardContent>
      </CardActionArea>
    </Card>
  );
};

interface DemoUserListProps {
  users: DemoUser[];
  onChoose: (name: string) => void;
}

export const DemoUserList = ({ users, onChoose }: DemoUserListProps) => {
  const classes = useStyles();
  return (
    <Container maxWidth="md" component="main" className={classes.root}>
      <div className={classes.heading}>
        <Logo size={48} />
        <Typography variant="h3" component="h1">
          SLO Scout
        </Typography>
      </div>
      <Typography paragraph className={classes.intro}>
        Choose who you are. This is a demo: nobody asks for a password, and the
        roles decide what each person may do.
      </Typography>
      <Grid container spacing={3} component="ul" className={classes.list}>
        {users.map(user => (
          <Grid item xs={12} sm={6} md={4} component="li" key={user.name}>
            <DemoUserCard user={user} onChoose={onChoose} />
          </Grid>
        ))}
      </Grid>
    </Container>
  );
};
