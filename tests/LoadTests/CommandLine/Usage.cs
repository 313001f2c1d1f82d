using System.Text;
using FChat.LoadTests.Shapes;

namespace FChat.LoadTests.CommandLine;

/// <summary>The help text, made of the table of shapes.</summary>
public static class Usage
{
    /// <summary>What to type.</summary>
    public static string Text(IEnumerable<IShape> shapes)
    {
        var text = new StringBuilder("LoadTests <shape> [--argument value ...]   (see README.md)\n");
        foreach (var shape in shapes)
        {
            text.Append($"\n{shape.Name,-12}{shape.Meaning}\n");
            foreach (var argument in shape.Arguments)
            {
                text.Append($"  --{argument.Name,-12}{argument.Meaning} ({argument.Least} to {argument.Most}, default {argument.Default})\n");
            }
        }

        return text.Append("""

            all         every shape after the other
            serve-bare-hub --port N   the comparison server alone

            Always:
              --modes      comma separated, of standalone and bare; ratios are to the last (default standalone,bare)
              --standalone path of FChat.Standalone.dll (default: this repository's Release build)
              --set        Section:Key=value, configuration of the service; may be repeated
              --json       file for every sample
            """).ToString();
    }
}
