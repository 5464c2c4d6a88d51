using Huimin.Platform.Ui;
using Huimin.Policies;

namespace Huimin.Platform.Programmes;

/// <summary>How programmes are written on pages.</summary>
public static class ProgrammeWords
{
    extension(Words words)
    {
        public string Kind(ProgrammeKind kind) => kind switch
        {
            ProgrammeKind.Benefit => words["待遇"],
            ProgrammeKind.Category => words["身份认定"],
            _ => words["预警"],
        };

        /// <summary>A published value with its unit: 600元/月, 24个月, 30%, 是.</summary>
        public string ParameterValue(string text, string unit)
        {
            ArgumentNullException.ThrowIfNull(text);
            if (text is "true" or "false")
                return text == "true" ? words["是"] : words["否"];
            var cut = text.IndexOf('/', StringComparison.Ordinal);
            if (cut > 0)
                (text, unit) = (text[..cut], $"yuan/{text[(cut + 1)..]}");
            return unit switch
            {
                "yuan" => words["{0}元", text],
                "yuan/month" => words["{0}元/月", text],
                "yuan/year" => words["{0}元/年", text],
                "months" => words["{0}个月", text],
                _ => text,
            };
        }

        public string Grant(Grant grant) => grant switch
        {
            Policies.Grant.OnApplication => words["依申请"],
            Policies.Grant.Automatic => words["免申即享"],
            _ => words["一次性"],
        };
    }
}
