using System.Collections.Immutable;
using FChat.Calls;

namespace FChat.Core.Calls;

/// <summary>A decision in the making. Lives no longer than one call of <see cref="CallMachine.Decide"/>.</summary>
internal sealed class Draft(CallState call, DateTimeOffset now, CallRules rules)
{
    private readonly ImmutableArray<CallFact>.Builder _facts = ImmutableArray.CreateBuilder<CallFact>();
    private readonly CallState _before = call;
    private readonly long _revision = call.Revision + 1;
    private bool _changed;
    private bool _durable;

    public CallState Call { get; private set; } = call;

    public DateTimeOffset Now { get; } = now;

    public CallRules Rules { get; } = rules;

    /// <summary>Whether the roster has never held more than two people.</summary>
    public bool IsCallOfTwo => Call.Participants.Count <= 2;

    public void Tell(CallFact fact) => _facts.Add(fact);

    /// <summary>Changes the call in a way that must be stored.</summary>
    public void Change(CallState next) => (Call, _changed, _durable) = (next, true, true);

    /// <summary>Changes what is never stored by itself: flags, liveness, seats.</summary>
    public void ChangeSoft(CallState next) => (Call, _changed) = (next, true);

    /// <summary>Changes a participant in a way that must be stored.</summary>
    public void Change(Participant next) => Change(With(next with { Revision = _revision }));

    /// <summary>Changes a participant's flags, liveness or seat.</summary>
    public void ChangeSoft(Participant next) => ChangeSoft(With(next));

    public Decision Done(CallCommand command)
    {
        if (command.Id is { } id && _changed)
        {
            Remember(new Receipt(command.Actor, id, Now));
        }

        if (_durable)
        {
            Call = Call with { Revision = _revision };
            Call = Rules.RecordsEvents ? Call.Happened(_before, _facts, Now) : Call;
        }

        return new Decision(Call, _facts.ToImmutable(), null, _durable);
    }

    private void Remember(Receipt receipt)
    {
        var expired = Now - Limits.CommandMemory;
        Call = Call with { Receipts = Call.Receipts.RemoveAll(r => r.At < expired).Add(receipt) };
    }

    private CallState With(Participant next) => Call with { Participants = Call.Participants.SetItem(next.User, next) };
}
