namespace FChat.Media.Janus;

/// <summary>
/// Who talks, for everybody else. The plugin stops counting while a microphone is muted, and goes on afterwards with what it thought last:
/// to others, who is muted does not talk, and who is muted no longer talks if the plugin thinks so.
/// </summary>
internal sealed class TalkState
{
    // In dBov: silence.
    private const double Silence = -127;

    private readonly Lock _lock = new();
    private bool _isMuted;
    private bool _isHeard;
    private double _level = Silence;
    private bool _told;

    /// <summary>The plugin says so.</summary>
    /// <returns>What changed for others; null if nothing did.</returns>
    public (bool IsTalking, double Level)? Hear(bool isTalking, double level)
    {
        lock (_lock)
        {
            (_isHeard, _level) = (isTalking, level);
            return Changed();
        }
    }

    /// <summary>The microphone is muted by the server, or no longer.</summary>
    /// <returns>What changed for others; null if nothing did.</returns>
    public (bool IsTalking, double Level)? Mute(bool isMuted)
    {
        lock (_lock)
        {
            _isMuted = isMuted;
            return Changed();
        }
    }

    private (bool IsTalking, double Level)? Changed()
    {
        var isTalking = _isHeard && !_isMuted;
        if (isTalking == _told)
        {
            return null;
        }

        _told = isTalking;
        return (isTalking, _isMuted ? Silence : _level);
    }
}
