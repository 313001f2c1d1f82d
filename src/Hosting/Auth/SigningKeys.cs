using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FChat.Auth;

/// <summary>The keys that tokens may be signed with, where no issuer publishes them.</summary>
public sealed class SigningKeys
{
    private const int DevelopmentKeyBytes = 32;

    /// <summary>Reads or makes them.</summary>
    public SigningKeys(IOptions<AuthOptions> options)
    {
        var auth = options.Value;
        var keys = new List<SecurityKey>();
        if (auth.Key is { } shared)
        {
            keys.Add(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(shared)));
        }

        if (auth.PublicKey is { } pem)
        {
            keys.Add(new RsaSecurityKey(ReadPublicKey(pem)));
        }

        if (auth.DevelopmentTokens)
        {
            Development = keys.OfType<SymmetricSecurityKey>().FirstOrDefault() ?? new SymmetricSecurityKey(ReadOrMake(auth.DevelopmentKeyFile));
            keys.Add(Development);
        }

        All = keys;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<SecurityKey> All { get; }

    /// <summary>What signs development tokens; null where there are none.</summary>
    public SymmetricSecurityKey? Development { get; }

    private static RSAParameters ReadPublicKey(string pem)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa.ExportParameters(includePrivateParameters: false);
    }

    private static byte[] ReadOrMake(string? path)
    {
        if (path is null)
        {
            return RandomNumberGenerator.GetBytes(DevelopmentKeyBytes);
        }

        if (!File.Exists(path))
        {
            Make(path);
        }

        return Convert.FromBase64String(File.ReadAllText(path).Trim());
    }

    // Written under another name first: whoever starts at the same time sees a whole key or none.
    private static void Make(string path)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = $"{path}.{Environment.ProcessId}";
        var settings = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            settings.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(draft, settings))
        {
            file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(DevelopmentKeyBytes)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
