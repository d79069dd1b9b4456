# 小区：登记、业主的家、公开的小区页。各室的词在 compounds-*.ftl。

compounds-nav = 小区
compounds-title = 小区
compounds-intro = 您负责范围内的小区：房屋和业主的登记，业主的表决，公共收益，三方会议。
compounds-none = 还没有小区
compounds-none-text = 您负责的范围内还没有登记小区。

compounds-refused-not-allowed = 这件事不由您来办。请找街道或社区负责小区登记的同事。
compounds-refused-name-missing = 请写名称。
compounds-refused-too-long = 写得太长了，请写短一些。
compounds-refused-roll-frozen = 这个小区正在表决，表决名册已经定下，名册那一天的房屋和业主现在不能改。表决备案以后再改；名册日之后的过户可以照常登记。
