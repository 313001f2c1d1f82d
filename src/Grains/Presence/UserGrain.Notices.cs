using System.Collections.Immutable;

namespace FChat.Presence;

/// <content>What calls have to say.</content>
internal sealed partial class UserGrain
{
    public Task<int> Tell(ImmutableArray<UserNotice> notices)
    {
        var wasInCall = _calls.Count > 0;
        foreach (var notice in notices.Where(notice => _taken.TryTake(notice.Number)))
        {
            Take(notice);
        }

        if (wasInCall != _calls.Count > 0)
        {
            _push.Signal();
        }

        return Task.FromResult(_devices.Count);
    }

    private void Take(UserNotice notice)
    {
        switch (notice)
        {
            case RingStarted ring:
                _rings.Start(ring.Call, ring.ExpiresAt);
                _devices.Send(ring.Content, except: null);
                break;
            case RingStopped { Content: var content } stop:
                _rings.Stop(stop.Call);
                if (content is not null)
                {
                    _devices.Send(content, stop.Except);
                }

                break;
            case EventCopy copy: _devices.Send(copy.Content, copy.Except); break;
            case CallEntered entered: _calls.Add(entered.Call); break;
            case CallExited exited: _calls.Remove(exited.Call); break;
        }
    }
}
