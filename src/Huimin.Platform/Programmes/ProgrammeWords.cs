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

        public string Line(Programme programme)
        {
            var line = BusinessLine.Of(programme);
            return words.Pick(line.Name, line.NameEn);
        }

        /// <summary>How a programme begins: nobody applies for a warning.</summary>
        public string Beginning(Programme programme) => programme switch
        {
            { Kind: ProgrammeKind.Warning } => words["自动发现"],
            { Grant: Grant.OnApplication } => words["依申请"],
            { Grant: Grant.Automatic } => words["免申即享"],
            _ => words["一次性"],
        };
    }
}
