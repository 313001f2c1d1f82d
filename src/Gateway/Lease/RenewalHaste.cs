namespace FChat.Gateway.Lease;

/// <summary>Passes on that a silo has lost its memory: what this gateway holds is to be said again now, and not when its time comes.</summary>
internal sealed class RenewalHaste
{
    private int isWanted;

    /// <summary>Asks for it.</summary>
    public void Ask() => Volatile.Write(ref isWanted, 1);

    /// <summary>Whether it was asked for since the last time.</summary>
    public bool Take() => Interlocked.Exchange(ref isWanted, 0) == 1;
}
