using System.Data.Common;

namespace FChat.Clocks;

/// <summary>The clock of a database on a machine of its own.</summary>
internal interface IDatabaseClock
{
    /// <summary>Compares the own clock with it.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<ClockSkew> Compare(CancellationToken cancellation);
}
