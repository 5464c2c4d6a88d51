using Huimin.Platform.Ui;

namespace Huimin.Platform.Awards;

/// <summary>How awards are written on pages.</summary>
public static class AwardWords
{
    extension(Words words)
    {
        public string Ended(AwardEnd because) => because switch
        {
            AwardEnd.NotEntitled => words["不再符合条件"],
            AwardEnd.Died => words["去世"],
            AwardEnd.Replaced => words["转为其他救助"],
            AwardEnd.GivenUp => words["本人放弃"],
            AwardEnd.MovedAway => words["迁出"],
            AwardEnd.Expired => words["到期"],
            _ => words["撤销"],
        };
    }
}
