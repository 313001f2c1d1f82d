namespace FChat.Storage;

/// <summary>A database that a storage spec runs on.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>The storage services of a silo that has just started on the database. Those of the one before are gone.</summary>
    public abstract Task<IServiceProvider> Start();

    /// <summary>Lets another process hold the database so that nobody else can write, until disposed.</summary>
    public abstract IDisposable Lock();

    /// <summary>Leaves no room for anything more.</summary>
    public abstract Task Fill();

    /// <summary>Gives room again.</summary>
    public abstract Task Free();

    /// <summary>Makes the database vanish.</summary>
    public abstract Task TakeAway();

    /// <summary>The stored text of a key's only row.</summary>
    public abstract string Read(string key);

    /// <summary>Puts other text into a key's row.</summary>
    public abstract void Overwrite(string key, string text);

    public abstract ValueTask DisposeAsync();
}
