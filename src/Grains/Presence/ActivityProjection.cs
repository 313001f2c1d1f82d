using FChat.Core.Presence;
using FChat.Durable;
using FChat.Ledger;

namespace FChat.Presence;

/// <summary>Keeps a user's row of <c>chat_user_activity</c> as they are: one hand-over at a time, the newest each time.</summary>
internal sealed class ActivityProjection
{
    private readonly PresenceServices _services;
    private readonly Func<UserActivityRow> _row;
    private readonly Pump _pump;
    private long _version;

    public ActivityProjection(PresenceServices services, UserId user, Func<(UserState State, UserActivity Activity)> now)
    {
        _services = services;
        _row = () => RowOf(user, now().State, now().Activity);
        _pump = new Pump(Round);
    }

    public void Signal() => _pump.Signal();

    private Task Round() => _services.Ledgers.Projector.Project(new LedgerRows { Activities = [_row()] });

    private UserActivityRow RowOf(UserId user, UserState state, UserActivity activity)
    {
        // Most changes are never stored, so no stored number orders them: the clock does, and never backwards in one activation.
        _version = Math.Max(_version + 1, _services.Now.UtcTicks);
        var last = activity.HasDevice ? activity.Last : state.LastSeen ?? activity.Last;
        return new UserActivityRow(user, state.FullName, state.Status, activity.HasDevice, last, _version);
    }
}
