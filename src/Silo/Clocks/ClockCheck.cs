using System.Data.Common;
using FChat.Hosting;
using Microsoft.Extensions.Options;

namespace FChat.Clocks;

/// <summary>Refuses a start with a clock that is not the database's.</summary>
internal sealed class ClockCheck(IDatabaseClock database, IOptions<ClockOptions> options, ClockWatch watch) : IStartCheck
{
    /// <inheritdoc/>
    public async Task Check(CancellationToken cancellation)
    {
        var skew = await Compare(cancellation);
        if (skew.IsBeyond(options.Value.Tolerance))
        {
            throw new StartRefusedException(
                $"The clock of this machine is {skew} the database's, and Clock:Tolerance allows {options.Value.Tolerance.TotalSeconds:0.###} s. Let both follow the same time servers (NTP), and start again.");
        }

        watch.See(skew);
    }

    private async Task<ClockSkew> Compare(CancellationToken cancellation)
    {
        try
        {
            return await database.Compare(cancellation);
        }
        catch (DbException e)
        {
            throw new StartRefusedException($"The database went away while it was asked for its time ({e.Message}). Start again when it is back.", e);
        }
    }
}
