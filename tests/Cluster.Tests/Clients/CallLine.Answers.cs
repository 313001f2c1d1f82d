using System.Globalization;
using System.Text.Json;

namespace FChat.Cluster.Tests.Clients;

/// <content>What the answers to joins and resumes come to.</content>
internal sealed partial class CallLine
{
    private void Answered(long number, TimeSpan asked, HubConnection connection, HubReply reply)
    {
        lock (_gate)
        {
            if (number != _asked || reply.IsLost || Seat is not (Seat.Joining or Seat.Resuming))
            {
                return; // another try is under way, or follows when the connection is back
            }

            if (reply.IsOk)
            {
                Sit(asked, reply.Content);
            }
            else
            {
                Refused(number, connection, reply);
            }
        }
    }

    private void Sit(TimeSpan asked, JsonElement answer)
    {
        var replay = answer.TryGetProperty("replay", out var missed) && missed.ValueKind == JsonValueKind.Array ? ToldReader.ReadReplay(missed) : null;
        var how = replay is not null ? Seating.Replay : Seat is Seat.Joining ? Seating.Join : Seating.Snapshot;
        if (replay is null)
        {
            _position = ToldReader.ReadPosition(answer.GetProperty("seq_state"));
            records.See(ToldReader.ReadView(asked, answer.GetProperty(how == Seating.Join ? "call" : "snapshot")));
        }

        _record.Add(at => new Seated(at, how, _position, replay ?? []));
        (Seat, _failures) = (Seat.In, 0);
        (Told, bool)[] held = [.. (replay ?? []).Select(told => (told, false)), .. _held];
        _held.Clear();
        foreach (var (told, takesSeat) in held)
        {
            Take(told, takesSeat);
        }

        if (Seat is not Seat.Resuming)
        {
            _settled.TrySetResult();
        }
    }

    private void Refused(long number, HubConnection connection, HubReply reply)
    {
        _record.Add(at => new NotSeated(at, reply.Code!));
        switch (reply.Code)
        {
            case "unavailable" or "rate_limited":
                _ = AskLater(number, connection);
                break;
            case "call_ended":
                Out(Seat.Gone, Exit.EndLearned);
                break;
            case "not_a_participant" when Seat is Seat.Resuming:
                // The seat was given up meanwhile, but the call lives.
                _record.Add(at => new Unseated(at, Exit.Lost));
                (Seat, _joining) = (Seat.Joining, records.Begin(user, "join_call", new Aim(call)));
                Ask(connection);
                break;
            default:
                Out(Seat.Gone, Exit.Lost);
                break;
        }
    }

    private async Task AskLater(long number, HubConnection connection)
    {
        await Clock.Pause(ReconnectPolicy.DelayFor(++_failures, Random.Shared.NextDouble()), CancellationToken.None);
        lock (_gate)
        {
            if (number == _asked && Seat is Seat.Joining or Seat.Resuming && ReferenceEquals(hub.Current, connection))
            {
                Ask(connection);
            }
        }
    }

    private void Out(Seat seat, Exit why)
    {
        if (Seat is Seat.In or Seat.Resuming or Seat.Joining)
        {
            _record.Add(at => new Unseated(at, why));
        }

        Seat = seat;
        _held.Clear();
        _settled.TrySetResult();
    }
}
