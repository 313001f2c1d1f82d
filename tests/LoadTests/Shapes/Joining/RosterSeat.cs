using System.Diagnostics;
using System.Text;
using FChat.LoadTests.Clients;
using FChat.LoadTests.Measuring;

namespace FChat.LoadTests.Shapes.Joining;

/// <summary>
/// One of a crowd that joins a call, and that keeps the roster as a client does: from the answer to its joining, from the events and, if it asks for them, from pages
/// of what the answer had no room for. Checks that nobody's joining is told twice and that the events' numbers have no gap.
/// </summary>
/// <param name="asks">Whether it asks for the names that the answer had no room for.</param>
public sealed class RosterSeat(int people, bool asks, Faults faults) : IHubListener
{
    // The most that the service gives on a page.
    private const int PageSize = 500;
    private readonly Roster _roster = new(people);
    private readonly EventNumbers _numbers = new(faults);
    private readonly List<int> _named = [];
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RecordSender? _sender;
    private byte[] _call = [];
    private int _page;
    private long _sentAt;
    private long _learntAt;
    private volatile bool _ended;
    private volatile bool _isLost;

    /// <summary>Ends when the service has answered the joining, or never will.</summary>
    public Task Answered => _answered.Task;

    /// <summary>From the sending of the joining to its answer.</summary>
    public TimeSpan AnswerTime { get; private set; }

    /// <summary>How many are known to be in the call.</summary>
    public int Seen => _roster.Count;

    /// <summary>The number in the answer to the joining; 0: not answered.</summary>
    public long JoinedAt => _numbers.JoinedAt ?? 0;

    /// <summary>When something was last learnt of the roster, as a <see cref="Stopwatch"/> timestamp.</summary>
    public long LearntAt => Volatile.Read(ref _learntAt);

    /// <summary>Whether the call's end was told.</summary>
    public bool HasEnded => _ended;

    /// <summary>Gives the seat a call to join. Nothing is known of it.</summary>
    public void Place(string call, RecordSender sender)
    {
        (_sender, _page, _ended) = (sender, 0, false);
        _roster.Clear();
        _numbers.Begin(joinedAt: null);
        _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _learntAt, 0);
        Volatile.Write(ref _call, Encoding.ASCII.GetBytes(call));
    }

    /// <summary>Joins; without a connection that is no use.</summary>
    public void Join()
    {
        if (_isLost)
        {
            _answered.TrySetResult();
            return;
        }

        _sentAt = Stopwatch.GetTimestamp();
        Send("join_call", ",\"device_id\":\"load\"");
    }

    /// <summary>Whether everybody is known: by name, or as one of those who were in the call before the number up to which everything is known.</summary>
    /// <param name="last">The number at which the last one joined.</param>
    public bool KnowsAll(long last) => asks ? _roster.IsFull : _numbers.Last >= last;

    /// <inheritdoc/>
    public void OnEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> argument)
    {
        if (!EventNumbers.Numbers(name))
        {
            return;
        }

        var text = Read(argument);
        if (!text.Call.SequenceEqual(_call))
        {
            return;
        }

        _numbers.Check(name, text.Seq);
        Learn(isNews: name.SequenceEqual("call_participant_joined"u8) && text.Seq > _numbers.JoinedAt);
        _ended |= name.SequenceEqual("call_ended"u8);
    }

    /// <inheritdoc/>
    public void OnLightAnswer(bool accepted, ReadOnlySpan<byte> result)
    {
        if (!accepted)
        {
            faults.Report("refused", Encoding.UTF8.GetString(result));
            _answered.TrySetResult();
            return;
        }

        var text = Read(result);
        if (_page == 0)
        {
            AnswerTime = Stopwatch.GetElapsedTime(_sentAt);
            _numbers.Begin(text.Seq);
        }

        Learn(isNews: false);
        AskForMore(text);
        _answered.TrySetResult();
    }

    /// <inheritdoc/>
    public void OnLost(string reason)
    {
        faults.Report("connection lost", reason);
        _isLost = true;
        _answered.TrySetResult();
    }

    private RosterText Read(ReadOnlySpan<byte> text)
    {
        _named.Clear();
        return RosterText.Read(text, user => _named.Add(Roster.MemberOf(user)));
    }

    private void Learn(bool isNews)
    {
        foreach (var member in _named)
        {
            if ((uint)member >= people)
            {
                faults.Report("stranger in the call", "somebody of no crowd");
            }
            else if (!isNews)
            {
                _roster.List(member);
            }
            else if (!_roster.Tell(member))
            {
                faults.Report("doubled", $"the joining of {Roster.NameOf(member)}");
            }
        }

        if (_named.Count > 0)
        {
            Volatile.Write(ref _learntAt, Stopwatch.GetTimestamp());
        }
    }

    // The first answer has the beginning of the roster only; pages are numbered from 1.
    private void AskForMore(RosterText text)
    {
        var isWhole = _page == 0 ? text.Listed >= text.Total : _page * PageSize >= text.Total;
        if (asks && !isWhole)
        {
            _page++;
            Send("get_participants", $",\"page\":{_page},\"page_size\":{PageSize}");
        }
    }

    private void Send(string operation, string fields)
    {
        var argument = $$"""{"call_session_id":"{{Encoding.ASCII.GetString(_call)}}"{{fields}}}""";
        var record = $$"""{"arguments":[{{argument}}],"invocationId":"{{(char)HubClient.LightId}}0","target":"{{operation}}","type":1}""";
        _sender!(Encoding.UTF8.GetBytes(record + (char)HubRecords.Separator));
    }
}
