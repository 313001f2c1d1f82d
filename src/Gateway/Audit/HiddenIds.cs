using System.Security.Cryptography;
using System.Text;

namespace FChat.Gateway.Audit;

/// <summary>How people are named in what the service writes of them: by a hash, the same in traces and here, unless <c>Telemetry:ShowIds</c> says otherwise.</summary>
internal sealed class HiddenIds(IConfiguration configuration)
{
    private const int Shown = 8;
    private readonly bool isOpen = configuration.GetValue<bool>("Telemetry:ShowIds");
    private readonly byte[] key = Encoding.UTF8.GetBytes(configuration["Telemetry:HashKey"] ?? "");

    /// <summary>The id, or the first eight bytes of its HMAC-SHA-256 in hex.</summary>
    public string Of(UserId user) =>
        isOpen ? user.Value : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(user.Value)).AsSpan(0, Shown));
}
